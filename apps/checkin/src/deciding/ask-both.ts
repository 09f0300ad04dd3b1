/**
 * The server knows more, the device is quicker. The server is given a moment; without its word by then the device's own
 * decision is shown, and what the server says later corrects the books.
 */
export type Asked<T> = { by: 'server'; answer: T } | { by: 'device'; why: 'late' | 'failed' }

export async function askWithin<T>(answer: Promise<T>, timeUp: Promise<void>): Promise<Asked<T>> {
  return Promise.race([
    answer.then(
      (value): Asked<T> => ({ by: 'server', answer: value }),
      (): Asked<T> => ({ by: 'device', why: 'failed' }),
    ),
    timeUp.then((): Asked<T> => ({ by: 'device', why: 'late' })),
  ])
}
