# The Telegram bot as an image; docs/operating.md says how it is run. What is fixed here is held by tests/test_container.py.
#
#   docker build -t wenbao .
#
# Where Docker Hub or PyPI are far away, name mirrors: --build-arg BASE=… --build-arg PIP_INDEX_URL=…
ARG BASE=python:3.13-slim-trixie

# --- all packages as wheels, then the environment out of those wheels alone

FROM ${BASE} AS build
ARG PIP_INDEX_URL
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src

# Each file that is fetched must have one of the hashes in constraints.txt. pip and setuptools go in first, for jieba is source
# only and is built with the pinned setuptools instead of whatever a build environment would fetch.
COPY constraints.txt ./
RUN python -m venv /build \
    && awk '/^[a-z]/ { on = /^(pip|setuptools)==/ } on' constraints.txt > /tmp/first.txt \
    && /build/bin/pip install --require-hashes -r /tmp/first.txt \
    && /build/bin/pip wheel --require-hashes --no-build-isolation -r constraints.txt -w /wheels

COPY pyproject.toml README.md ./
COPY bot bot
COPY knowledge knowledge
RUN /build/bin/pip wheel --no-deps --no-build-isolation -w /product .

# Hashes cannot vouch for a wheel that was just built; with no index, pip takes nothing but it and the wheels checked above.
# Of those only what the product needs: no tests, no checkers. sqlite-utils names pip for a command that is not used here.
RUN python -m venv --without-pip /opt/wenbao \
    && /build/bin/pip --python /opt/wenbao/bin/python install --no-index --find-links /wheels --find-links /product 'wenbao[fast]' \
    && /build/bin/pip --python /opt/wenbao/bin/python uninstall -y pip

# --- what runs

FROM ${BASE}
# One user of its own. The data folder is handed to it before it becomes a volume, so that a new volume is its own too.
RUN useradd --system --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin wenbao \
    && install -d -o wenbao -g wenbao -m 0700 /data
COPY --from=build /opt/wenbao /opt/wenbao

# Of all that is written, what is worth keeping goes to /data, the rest (jieba's word cache when rjieba is missing, SQLite's
# scratch files) to /tmp: the root file system may be read-only.
ENV PATH=/opt/wenbao/bin:$PATH \
    XDG_CACHE_HOME=/tmp \
    WENBAO_HOME=/data \
    WENBAO_WEBHOOK_LISTEN=0.0.0.0:8080

# No `.env` is read by chance: nobody but root can put one there.
WORKDIR /opt/wenbao
USER 10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM

# Ready: Telegram is reached, the reports can be asked, the journal can be written. The slim image has no curl, and http.client
# asks no proxy. The first minute is for a start while Telegram is slow.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-IS", "-c", "import http.client, os, sys; port = os.environ['WENBAO_WEBHOOK_LISTEN'].rpartition(':')[2]; asked = http.client.HTTPConnection('127.0.0.1', int(port), timeout=8); asked.request('GET', '/readyz'); sys.exit(asked.getresponse().status != 200)"]

ENTRYPOINT ["wenbao"]
CMD ["serve"]
