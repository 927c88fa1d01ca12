// The two sounds of the timer (ux §3.3): one tone when a minute is left, two when none is. Where a browser has no sound, none.

let context: AudioContext | null = null

function tone(at: number, hertz: number): void {
  if (!context) return
  const source = context.createOscillator()
  const volume = context.createGain()
  source.frequency.value = hertz
  volume.gain.setValueAtTime(0.2, at)
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.4)
  source.connect(volume).connect(context.destination)
  source.start(at)
  source.stop(at + 0.4)
}

/** Sounds once, or twice at the end of a part. */
export function chime(end: boolean): void {
  try {
    context ??= new AudioContext()
    void context.resume()
    tone(context.currentTime, 660)
    if (end) tone(context.currentTime + 0.5, 660)
  } catch {
    context = null // no sound device: the figures say it too
  }
}
