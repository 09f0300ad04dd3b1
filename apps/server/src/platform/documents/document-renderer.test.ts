import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { barcodeSvg } from './barcode.ts'
import { createDocumentRenderer, type DocumentRenderer, type Json } from './document-renderer.ts'

const source = fileURLToPath(new URL('../../', import.meta.url))
const sample = new URL('./testing/sample.typ', import.meta.url)
const createdAt = new Date('2026-03-14T18:30:00Z')
const data = (change: Record<string, Json> = {}): Json => ({
  lang: 'de',
  title: 'Die Zauberflöte',
  organizer: 'Grüne Bühne',
  facts: [
    { label: 'Sitz', value: 'Parkett, Reihe 5' },
    { label: 'Zitat', value: '„Äöü … ß“ – “é” Ł ё Ω' },
  ],
  code: barcodeSvg('qr', 'TSR1-ABCDEF'),
  'code-text': 'QR: TSR1-ABCDEF',
  ...change,
})

/** All that the streams of a PDF hold, unpacked: structure, fonts, and the tables from glyphs back to characters. */
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

function charactersIn(pdf: Buffer): string {
  const targets = unpack(pdf).matchAll(/<[0-9a-f]{4}>\s*<((?:[0-9a-f]{4})+)>/gi)
  return Array.from(targets, match =>
    Buffer.from(match[1] ?? '', 'hex')
      .swap16()
      .toString('utf16le'),
  ).join('')
}

let renderer: DocumentRenderer
beforeAll(() => {
  renderer = createDocumentRenderer({ root: source })
})
afterAll(() => renderer[Symbol.asyncDispose]())

describe('renderPdf', () => {
  test('makes a tagged document in our own faces with every letter that Germans and their quotes need', async () => {
    const pdf = await renderer.renderPdf(sample, data(), { createdAt })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.length).toBeGreaterThan(5_000)
    expect(pdf.length).toBeLessThan(80_000)
    const inside = unpack(pdf)
    expect(inside).toMatch(/\/FontName ?\/[A-Z]{6}\+Inter-Regular/)
    expect(inside).toMatch(/\/FontName ?\/[A-Z]{6}\+BricolageGrotesque/)
    expect(inside).toMatch(/\/StructTreeRoot/)
    expect(inside).toContain('pdfuaid')
    const characters = charactersIn(pdf)
    for (const character of Array.from('öüÄß„“…–”éŁёΩ')) expect(characters).toContain(character)
  })

  test('a name in letters for which there is no font still gives a document', async () => {
    // No font has these: they are for private use.
    const pdf = await renderer.renderPdf(sample, data({ organizer: 'Haus \uE123\u{F1234}' }), { createdAt })
    expect(unpack(pdf)).not.toContain('pdfuaid')
    expect(charactersIn(pdf)).toContain('Haus')
  })

  test('the same data at the same moment gives the same bytes', async () => {
    const [first, second] = [
      await renderer.renderPdf(sample, data(), { createdAt }),
      await renderer.renderPdf(sample, data(), { createdAt }),
    ]
    expect(first.equals(second)).toBe(true)
  })

  test.each([
    ['pdf-1.7', '%PDF-1.7'],
    ['pdf/a-2a', 'pdfaid:part>2'],
    ['pdf/a-3b', 'pdfaid:part>3'],
    ['pdf/ua-1', 'pdfuaid:part>1'],
  ] as const)('can be %s', async (standard, mark) => {
    expect(unpack(await renderer.renderPdf(sample, data(), { createdAt, standard }))).toContain(mark)
  })

  test('what people typed is never program', async () => {
    const hostile = '#read("/package.json") #eval("1") *b* _i_ $x$ `r` @ref <label> \\u{41} "); #panic() //'
    const pdf = await renderer.renderPdf(sample, data({ title: hostile, organizer: hostile }), { createdAt })
    expect(charactersIn(pdf)).toContain('#')
    expect(charactersIn(pdf)).toContain('$')
  })

  test('missing data is an error that names the template, and the next document is made all the same', async () => {
    await expect(renderer.renderPdf(sample, { lang: 'de' }, { createdAt })).rejects.toMatchObject({
      code: 'documents.template_failed',
      message: expect.stringContaining('sample.typ'),
    })
    expect((await renderer.renderPdf(sample, data(), { createdAt })).length).toBeGreaterThan(0)
  })

  test('many at once are made one after the other, each with its own data', async () => {
    const titles = Array.from({ length: 60 }, (_, index) => `Nr ${index}`)
    const pdfs = await Promise.all(titles.map(title => renderer.renderPdf(sample, data({ title }), { createdAt })))
    pdfs.forEach((pdf, index) => expect(unpack(pdf)).toContain(`Nr ${index}<`))
  })
})

/** Works for ten seconds and more on a fast machine: long enough to be given up, short enough that the test process can end. */
const ENDLESS = '#for i in range(20000) { for j in range(1000) { let x = calc.pow(j, 2) } }'

describe('templates', () => {
  let root: string
  const opened: DocumentRenderer[] = []
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'templates-'))
  })
  afterEach(async () => {
    for (const one of opened.splice(0)) await one[Symbol.asyncDispose]()
  })
  afterAll(() => rm(root, { recursive: true }))

  async function renderSource(name: string, text: string, options: { timeoutMs?: number; maxWaiting?: number } = {}) {
    await writeFile(path.join(root, name), text)
    const own = createDocumentRenderer({ root, ...options })
    opened.push(own)
    return { own, pdf: () => own.renderPdf(path.join(root, name), {}, { createdAt, standard: 'pdf-1.7' }) }
  }

  test.each([
    ['a package from the network', '#import "@preview/cetz:0.3.0"\nx'],
    ['a package by a name that is computed', '#let where = "@preview/cetz:0.3.0"\n#import where'],
    ['a package in an included file', '#include "package.typ"\nx'],
    ['evaluated text', '#eval("1 + 1")'],
    ['an import from outside the root', '#import "../outside.typ": x'],
    ['an import that does not exist', '#import "nowhere.typ": x'],
  ])('%s is refused before anything runs', async (_name, text) => {
    await writeFile(path.join(root, 'package.typ'), '#import "@local/x:1.0.0": y')
    await writeFile(path.join(tmpdir(), 'outside.typ'), '#let x = 1')
    const { pdf } = await renderSource('refused.typ', text)
    await expect(pdf()).rejects.toMatchObject({ code: 'documents.template_refused' })
    await rm(path.join(tmpdir(), 'outside.typ'))
  })

  test('a file outside the root cannot be read, nor be a template', async () => {
    const { own, pdf } = await renderSource('reads.typ', '#read("../../etc/hostname")')
    await expect(pdf()).rejects.toMatchObject({ code: 'documents.template_failed' })
    await expect(own.renderPdf(sample, {}, { createdAt })).rejects.toMatchObject({ code: 'documents.template_refused' })
    await expect(own.renderPdf('/etc/hostname', {}, { createdAt })).rejects.toMatchObject({
      code: 'documents.template_refused',
    })
  })

  test('a document that never ends is given up, and those behind it are made', async () => {
    const { own, pdf } = await renderSource('endless.typ', ENDLESS, {
      timeoutMs: 4_000,
    })
    await writeFile(path.join(root, 'short.typ'), 'Hello')
    const stuck = expect(pdf()).rejects.toMatchObject({ code: 'documents.timed_out' })
    const behind = own.renderPdf(path.join(root, 'short.typ'), {}, { createdAt, standard: 'pdf-1.7' })
    await stuck
    expect((await behind).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('a line that grows too long turns the next one away; closing turns away those who wait', async () => {
    const { own, pdf } = await renderSource('plain.typ', 'Hello', { maxWaiting: 1 })
    const outcomes = Promise.allSettled([pdf(), pdf(), pdf()])
    const reasons = (await outcomes).map(outcome => (outcome.status === 'rejected' ? outcome.reason.code : 'made'))
    expect(reasons).toEqual(['made', 'made', 'documents.busy'])
    const waiting = expect(pdf()).rejects.toMatchObject({ code: 'documents.closed' })
    await own[Symbol.asyncDispose]()
    await waiting
  })
})

test.each(['qr', 'aztec', 'pdf417', 'code128'] as const)('a %s code is an SVG of plain shapes', kind => {
  const svg = barcodeSvg(kind, 'TSR1-ABCDEF-123')
  expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"/)
  expect(svg.match(/<[a-z]+/g)?.every(tag => ['<svg', '<path', '<rect'].includes(tag))).toBe(true)
  expect(barcodeSvg(kind, 'TSR1-ABCDEF-124')).not.toBe(svg)
})
