import type { ResultTone } from '../result/result-look.ts'

/**
 * A pattern for each result, told apart with eyes closed: up is in, down is out, two low buzzes are no, three even beeps
 * ask for a supervisor.
 */
type Note = { hertz: number; fromMs: number; forMs: number; wave: OscillatorType }

const PATTERNS: Record<ResultTone, readonly Note[]> = {
  accepted: [
    { hertz: 880, fromMs: 0, forMs: 90, wave: 'triangle' },
    { hertz: 1320, fromMs: 90, forMs: 160, wave: 'triangle' },
  ],
  left: [
    { hertz: 988, fromMs: 0, forMs: 90, wave: 'triangle' },
    { hertz: 659, fromMs: 90, forMs: 180, wave: 'triangle' },
  ],
  refused: [
    { hertz: 185, fromMs: 0, forMs: 220, wave: 'sawtooth' },
    { hertz: 139, fromMs: 280, forMs: 380, wave: 'sawtooth' },
  ],
  attention: [0, 180, 360].map(fromMs => ({ hertz: 587, fromMs, forMs: 110, wave: 'square' as const })),
}

const BUZZES: Record<ResultTone, number[]> = {
  accepted: [70],
  left: [40, 60, 40],
  refused: [220, 90, 320],
  attention: [110, 70, 110, 70, 110],
}

const LOUDNESS = 0.5
let context: AudioContext | null = null

/** Browsers let a page make a noise only after it was touched: called with every touch, cheap when already awake. */
export function wakeSound(): void {
  try {
    context ??= new AudioContext({ latencyHint: 'interactive' })
    if (context.state !== 'running') context.resume().catch(() => undefined)
  } catch {
    context = null // this browser makes no sound: colour, word and vibration remain
  }
}

export function isSoundAsleep(): boolean {
  return context?.state !== 'running'
}

export function playSound(tone: ResultTone): void {
  if (context?.state !== 'running') return
  const start = context.currentTime + 0.01
  for (const { hertz, fromMs, forMs, wave } of PATTERNS[tone]) {
    const oscillator = context.createOscillator()
    const gain = context.createGain()
    const from = start + fromMs / 1000
    const to = from + forMs / 1000
    oscillator.type = wave
    oscillator.frequency.value = hertz
    // A ramp at both ends: a hard edge clicks.
    gain.gain.setValueAtTime(0, from)
    gain.gain.linearRampToValueAtTime(LOUDNESS, from + 0.01)
    gain.gain.setValueAtTime(LOUDNESS, to - 0.02)
    gain.gain.linearRampToValueAtTime(0, to)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(from)
    oscillator.stop(to)
  }
}

export function vibrate(tone: ResultTone): void {
  navigator.vibrate?.(BUZZES[tone])
}
