import { expect, test } from 'vitest'
import { createSecrets } from '../crypto/secrets.ts'
import { createBodySeal } from './body-seal.ts'

const [old, fresh] = [
  { id: '2025', key: Buffer.alloc(32, 1) },
  { id: '2026', key: Buffer.alloc(32, 2) },
]
const answer = Buffer.from('{"secret":"ord"}')

test('an answer that was kept before the master key was changed is given again; a foreign or changed one never', () => {
  const before = createBodySeal(createSecrets({ masterKeys: [old] }))
  const after = createBodySeal(createSecrets({ masterKeys: [fresh, old] }))
  const sealed = before.seal(answer)
  expect(sealed.includes(answer)).toBe(false)
  expect(after.open(sealed)).toEqual(answer)
  expect(after.open(after.seal(answer))).toEqual(answer)
  expect(() => before.open(after.seal(answer))).toThrow('gone')
  sealed.writeUInt8(sealed.at(-1)! ^ 1, sealed.length - 1)
  expect(() => after.open(sealed)).toThrow()
})
