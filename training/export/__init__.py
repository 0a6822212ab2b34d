"""From trained Keras networks to the ONNX files that the app runs."""
