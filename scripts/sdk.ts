import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createClient } from '@hey-api/openapi-ts'
import { openApiDocument } from '../apps/server/src/cli/openapi.ts'

/** Makes packages/sdk from the API's own document. `--check` says whether the committed one still fits. */
const target = path.resolve(import.meta.dirname, '../packages/sdk')
const documentFile = path.join(target, 'openapi.json')
const text = `${JSON.stringify(await openApiDocument(), null, 2)}\n`

if (process.argv.includes('--check')) {
  if (readFileSync(documentFile, 'utf8') === text) process.exit(0)
  process.stderr.write('The API has changed: run npm run sdk and commit packages/sdk\n')
  process.exit(1)
}
writeFileSync(documentFile, text)
await createClient({
  input: documentFile,
  output: { path: path.join(target, 'src'), clean: true, postProcess: [], module: { extension: '.ts' } },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
  logs: { level: 'warn' },
})
