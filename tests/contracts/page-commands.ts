import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** The shell commands of each section of a page, by its heading. */
export function commandsOf(page: string): Map<string, string> {
  const [, ...sections] = readFileSync(path.join(ROOT, page), 'utf8').split(/^## /m)
  return new Map(
    sections.map(section => [
      section.slice(0, section.indexOf('\n')),
      [...section.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block).join('\n'),
    ]),
  )
}

type Setting = { cwd: string; env: Record<string, string>; between: () => Promise<void> }

/** Runs one script after the other in one shell, as a reader would; the first command that fails ends it. Answers what they print. */
export async function runInShell(scripts: string[], { cwd, env, between }: Setting): Promise<string> {
  const PAUSE = '--- next section ---'
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', scripts.join(`\necho '${PAUSE}'\nread -r\n`)], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
  })
  const ended = new Promise<number | null>(resolve => shell.once('close', resolve))
  let said = ''
  let complained = ''
  shell.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
  for await (const chunk of shell.stdout) {
    said += String(chunk)
    if (!said.trimEnd().endsWith(PAUSE)) continue
    await between()
    shell.stdin.write('\n')
  }
  const code = await ended
  if (code !== 0) throw new Error(`the commands ended with ${code}:\n${said}\n${complained}`)
  return said
}
