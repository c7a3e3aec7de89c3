"""Words to sound: voices, telephone band, ring and hold tones."""
