/** The reader's own zone where its clock shows another time then; null where both say the same. */
export function otherZone(
  at: string,
  zone: string,
  mine = Intl.DateTimeFormat().resolvedOptions().timeZone,
): string | null {
  const wall = (timeZone: string) => new Date(at).toLocaleString('sv', { timeZone })
  return wall(mine) === wall(zone) ? null : mine
}
