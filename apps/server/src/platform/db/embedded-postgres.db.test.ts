import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CannotStart } from './cannot-start.ts'
import { hintFor, makeDataFolder } from './data-folder.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { unprivileged } from './unprivileged.ts'

let made: string
let dir: string
let dataDir: string
const running: EmbeddedPostgres[] = []
const children: ChildProcess[] = []

/** Made once and copied: most tests want a folder that is there. */
beforeAll(async () => {
  made = mkdtempSync(path.join(tmpdir(), 'tessera-made-'))
  chmodSync(made, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: path.join(made, 'postgres'), throwaway: true })
  await server[Symbol.asyncDispose]()
})
afterAll(() => rmSync(made, { recursive: true, force: true }))

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'tessera-folder-'))
  chmodSync(dir, 0o755)
  dataDir = path.join(dir, 'Bühne und Saal', 'postgres')
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of running.splice(0)) await server[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

/** With its owner, which only `cp` keeps. */
function useMadeFolder() {
  execFileSync('cp', ['-a', made, path.dirname(dataDir)])
}

async function start(share = true): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, throwaway: true, share })
  running.push(server)
  return server
}

/** Starts the server from a process of its own, which then can be killed. */
async function startElsewhere(): Promise<ChildProcess> {
  useMadeFolder()
  const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('embedded-postgres.ts', import.meta.url).href)})
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, throwaway: true })
    console.log('up')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the owner ended at once')))
  await Promise.race([once(child.stdout, 'data'), ended])
  ended.catch(() => {})
  return child
}

/** Empty for a process that has ended, also while nobody has asked how. */
function commandOf(pid: number): string {
  return existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ''
}

const postmaster = () => Number(readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0])

async function answers({ url }: EmbeddedPostgres): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select 1 as one')
  await client.end()
  return rows[0].one === 1
}

describe('the folder of the embedded database', () => {
  it('is opened again after its owner was killed, and the server left behind is gone', async () => {
    const owner = await startElsewhere()
    const before = postmaster()
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    expect(await answers(await start(false))).toBe(true)
    expect(commandOf(before)).toBe('')
  })

  it('is opened again after the server itself was killed', async () => {
    useMadeFolder()
    const first = await start()
    process.kill(postmaster(), 'SIGKILL')
    expect(await first.died).toContain('ready to accept connections')
    expect(await answers(await start())).toBe(true)
  })

  it('is shared with the command line, and refused to a second installation, which learns who is at work', async () => {
    const owner = await startElsewhere()
    expect(await answers(await start(true))).toBe(true)
    await expect(start(false)).rejects.toThrow(new RegExp(`process ${owner.pid}\\b`))
    await expect(start(false)).rejects.toThrow(CannotStart)
  })

  it('is not refused because another program now has the process number of its owner', async () => {
    const owner = await startElsewhere()
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    writeFileSync(`${dataDir}.owner`, `${process.pid} 1\n`)
    expect(await answers(await start(false))).toBe(true)
  })

  it('is made anew when its making was interrupted', async () => {
    mkdirSync(`${dataDir}.half/base`, { recursive: true })
    writeFileSync(`${dataDir}.half/PG_VERSION`, '18\n')
    expect(await answers(await start())).toBe(true)
    expect(existsSync(`${dataDir}.half`)).toBe(false)
  })

  it('is never made over what somebody else keeps there', async () => {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(path.join(dataDir, 'notes.txt'), 'mine')
    await expect(start()).rejects.toThrow(/holds something that is no database/)
    expect(readFileSync(path.join(dataDir, 'notes.txt'), 'utf8')).toBe('mine')
  })

  it.skipIf(process.getuid?.() !== 0)('may lie below a folder that only root may pass', async () => {
    useMadeFolder()
    chmodSync(dir, 0o700)
    expect(await answers(await start())).toBe(true)
  })

  it.skipIf(process.getuid?.() !== 0)('is made by programs that lie below such a folder too', async () => {
    const { initdb } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as { initdb: string }
    execFileSync('cp', ['-a', path.resolve(initdb, '../..'), path.join(dir, 'native')])
    chmodSync(dir, 0o700)
    const closed = path.join(dir, 'native/bin/initdb')
    mkdirSync(path.dirname(dataDir))
    makeDataFolder(closed, dataDir, unprivileged([closed, dataDir]), false)
    expect(await answers(await start())).toBe(true)
  })

  it('says what to do about a full disk and about a folder that may not be written', () => {
    expect(hintFor('could not write to file: No space left on device')).toContain('Free some space')
    expect(hintFor('could not create directory: Permission denied')).toContain('DATA_DIR')
    expect(hintFor('something else')).toBe('')
  })
})
