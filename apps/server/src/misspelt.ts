/** Shorter names have too many neighbours of other programs. */
const SHORTEST = 6
const LONG = 14

/** Names of the environment that are one slip away from a setting which is not there. */
export function misspelt(
  environment: Record<string, string | undefined>,
  settings: readonly string[],
): Array<{ name: string; meant: string }> {
  const missing = settings.filter(setting => setting.length >= SHORTEST && environment[setting] === undefined)
  return Object.keys(environment)
    .filter(name => !settings.includes(name))
    .flatMap(name => {
      const meant = missing.find(setting => slipsBetween(name, setting) <= (setting.length < LONG ? 1 : 2))
      return meant ? [{ name, meant }] : []
    })
}

/** Letters that are missing, too many, others or swapped with their neighbour. */
function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const other = a[i - 1] === b[j - 1] ? 0 : 1
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + other)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
