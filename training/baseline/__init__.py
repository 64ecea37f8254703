"""The 3-D stage as first shipped, from BlazePose's own 3-D landmarks; kept to compare with."""
