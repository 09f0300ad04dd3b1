/** A chunk is deleted in a moment; it holds no lock for long, and its log reaches a replica in one piece. */
export const MOST_IN_A_CHUNK = 5_000

/** Repeats `work` until it finds less than a chunk to do; answers how much that was in all. */
export async function inChunks(work: (most: number) => Promise<number>, most = MOST_IN_A_CHUNK): Promise<number> {
  let all = 0
  for (;;) {
    const done = await work(most)
    all += done
    if (done < most) return all
  }
}
