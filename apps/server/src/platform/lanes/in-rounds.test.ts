import { expect, test } from 'vitest'
import { inRounds } from './in-rounds.ts'

/** Requests are written `key:n`; one without a key begins with a colon. */
async function rounds(requests: string[]) {
  const run: string[][] = []
  const answers = await inRounds(
    requests,
    request => request.split(':')[0] || null,
    async round => {
      run.push(round)
      return round.map(request => `${request}!`)
    },
  )
  return { run, answers }
}

test('two requests with one key never meet in a call: each waits for the one before it, and gets its own answer', async () => {
  const { run, answers } = await rounds(['a:1', 'b:1', 'a:2', 'a:3', 'b:2'])
  expect(run).toEqual([['a:1', 'b:1'], ['a:2', 'b:2'], ['a:3']])
  expect(answers).toEqual(['a:1!', 'b:1!', 'a:2!', 'a:3!', 'b:2!'])
})

test('requests without a key are all in the first call, and no call is made for none', async () => {
  const { run } = await rounds([':1', 'a:1', ':2', 'a:2'])
  expect(run).toEqual([[':1', 'a:1', ':2'], ['a:2']])
  expect(await rounds([])).toEqual({ run: [], answers: [] })
})
