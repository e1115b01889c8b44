tap "Next
