import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** Each command makes or opens a database of its own. */
const LONG = 90_000

let dir: string
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'tessera-cli-'))
  chmodSync(dir, 0o755)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function tessera(...args: string[]): Promise<{ code: number | null; printed: string; complained: string }> {
  const env = { ...process.env, DATABASE_URL: '', DATA_DIR: path.join(dir, 'data'), DEMO: '' }
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'cli.ts'), ...args], { env })
  const said = { printed: '', complained: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.complained += chunk.toString()))
  const [code] = await once(child, 'close')
  return { code: code as number | null, ...said }
}

describe('the command line, where no server runs', () => {
  it(
    'starts the database of the data folder for as long as its work takes',
    async () => {
      const migrated = await tessera('migrate')
      expect(migrated).toMatchObject({ code: 0, complained: '' })
      const audited = await tessera('audit')
      expect(audited).toMatchObject({ code: 0, complained: '' })
      expect((JSON.parse(audited.printed) as Array<{ ok: boolean }>).every(result => result.ok)).toBe(true)
    },
    LONG,
  )

  it(
    'says what it knows when it is not understood, with an exit code of its own',
    async () => {
      expect(await tessera('no-such-command')).toMatchObject({ code: 2 })
      const misused = await tessera('reconcile', '--from', 'yesterday')
      expect(misused).toMatchObject({ code: 2, printed: expect.stringContaining('--since') })
    },
    LONG,
  )
})
