import { inflateSync } from 'node:zlib'

/** All that the streams of a PDF hold, unpacked. */
function unpack(pdf: Buffer): string {
  const parts = [pdf.toString('latin1')]
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    try {
      parts.push(inflateSync(pdf.subarray(at + 7)).toString('latin1'))
    } catch {
      // Not every stream is compressed.
    }
  }
  return parts.join('\n')
}

/** Every character that the document's fonts can be read back to. */
export function charactersOf(pdf: Buffer): string {
  const targets = unpack(pdf).matchAll(/<[0-9a-f]{4}>\s*<((?:[0-9a-f]{4})+)>/gi)
  return Array.from(targets, match =>
    Buffer.from(match[1] ?? '', 'hex')
      .swap16()
      .toString('utf16le'),
  ).join('')
}

export function pagesOf(pdf: Buffer): number {
  return Array.from(unpack(pdf).matchAll(/\/Type\s*\/Page\b(?!s)/g)).length
}
