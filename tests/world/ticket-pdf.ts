import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } })

/** What a person reads on it. Wants `pdftotext`. */
export function wordsOf(pdf: Buffer): string {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
}

/** What a camera reads on its pages, as printed: each page is drawn and looked at. Wants `pdftoppm`. */
export async function codesOn(pdf: Buffer): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tessera-pdf-'))
  try {
    const file = path.join(folder, 'tickets.pdf')
    writeFileSync(file, pdf)
    execFileSync('pdftoppm', ['-png', '-r', '150', file, path.join(folder, 'page')])
    const pages = readdirSync(folder).filter(name => name.endsWith('.png'))
    const found: string[] = []
    for (const page of pages.sort()) {
      const results = await readBarcodes(new Uint8Array(readFileSync(path.join(folder, page))), { tryHarder: true })
      found.push(...results.map(result => result.text))
    }
    return found
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
