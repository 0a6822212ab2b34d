"""Makes the networks under ``assets/models`` from the files that Google publishes inside two registry packages.

``python -m training.blazepose OUT_DIR`` fetches the TensorFlow Lite files (`sources`), writes the dense and smaller
ONNX networks that our own engine runs (`densify`, `onnx_graph`), bundles the unchanged networks for mediapipe
(`task_bundle`), and compares what it made with the originals (`check`). Needs the ``convert`` extra.
"""
