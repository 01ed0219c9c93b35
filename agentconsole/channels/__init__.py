"""How messages enter and leave. A channel knows neither the store nor the rules of the desk."""
