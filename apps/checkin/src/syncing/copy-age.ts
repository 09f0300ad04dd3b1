/** `fresh`: as good as the server. `ageing`: say how old. `old`: a supervisor should know. */
export type CopyAge = { level: 'none' | 'fresh' | 'ageing' | 'old'; minutes: number }

const FRESH_MS = 90_000
const OLD_MS = 15 * 60_000

export function copyAge(takenAt: Date | null, now: Date): CopyAge {
  if (takenAt === null) return { level: 'none', minutes: 0 }
  const ageMs = Math.max(0, now.getTime() - takenAt.getTime())
  const level = ageMs < FRESH_MS ? 'fresh' : ageMs < OLD_MS ? 'ageing' : 'old'
  return { level, minutes: Math.floor(ageMs / 60_000) }
}
