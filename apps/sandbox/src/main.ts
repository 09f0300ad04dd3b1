import { createSandbox } from './app.ts'
import { parseOptions, type SandboxOptions } from './options.ts'

function readOptions(): SandboxOptions | null {
  try {
    return parseOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}
`)
    return null
  }
}

const options = readOptions()
if (options === null) process.exit(2)
const app = createSandbox(options)
const address = await app.listen({ port: options.port, host: options.host })
process.stdout.write(`sandbox bank on ${address}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void app.close()
  })
}
// Started by another program: when that is gone, however it ended, nobody needs the bank any more.
if (process.send) process.once('disconnect', () => void app.close())
