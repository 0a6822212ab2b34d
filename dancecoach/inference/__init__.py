"""The one place that opens ONNX sessions."""
