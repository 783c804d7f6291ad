//! What a file says about itself: container, codec, duration, tags, artwork. Synchronous; knows nothing of where bytes live.
