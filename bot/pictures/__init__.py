"""Pictures of answers: charts and cards as PNG, drawn from SVG with one font that has Chinese."""
