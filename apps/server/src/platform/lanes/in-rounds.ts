/**
 * Runs a batch so that no two requests with one key are in the same call: the second of a key waits for the next round,
 * where it sees what became of the first. Within one statement it could not, and would fail the whole batch. A null key
 * never meets another.
 */
export async function inRounds<Req, Res>(
  batch: readonly Req[],
  keyOf: (request: Req) => string | null,
  run: (round: Req[]) => Promise<Res[]>,
): Promise<Res[]> {
  const answers = new Map<Req, Res>()
  for (let waiting = [...batch]; waiting.length > 0; ) {
    const seen = new Set<string>()
    const round: Req[] = []
    for (const request of waiting) {
      const key = keyOf(request)
      if (key !== null && seen.has(key)) continue
      if (key !== null) seen.add(key)
      round.push(request)
    }
    for (const [index, answer] of (await run(round)).entries()) answers.set(round[index]!, answer)
    waiting = waiting.filter(request => !answers.has(request))
  }
  return batch.map(request => answers.get(request)!)
}
