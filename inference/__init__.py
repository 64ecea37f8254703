import os

# Unless told so before it loads, onnxruntime (from 1.29 on) reports its use to its maker over the network.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
