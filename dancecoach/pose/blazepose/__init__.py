"""BlazePose on ONNX Runtime, with a tracker that survives somersaults."""
