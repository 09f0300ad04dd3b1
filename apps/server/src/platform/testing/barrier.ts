/** Lets nobody pass before all are there: what two read at the same moment is then no matter of luck. */
export function barrier(parties: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let there = 0
  return () => {
    there += 1
    if (there === parties) resolve()
    return promise
  }
}
