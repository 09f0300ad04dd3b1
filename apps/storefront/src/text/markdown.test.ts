import { describe, expect, test } from 'vitest'
import { readInline, readMarkdown, safeAddress } from './markdown.ts'

describe('what organizers write', () => {
  test('paragraphs, bold words, lists and headings keep their order', () => {
    const blocks = readMarkdown('Come **early**.\n\n## Bring\n- a tent\n- boots\n\n1. Park\n2. Walk')
    expect(blocks.map(block => block.kind)).toEqual(['paragraph', 'heading', 'list', 'list'])
    expect(blocks[2]).toMatchObject({ ordered: false, items: [[{ text: 'a tent' }], [{ text: 'boots' }]] })
    expect(blocks[3]).toMatchObject({ ordered: true })
    expect(blocks[0]).toMatchObject({ parts: [{ text: 'Come ' }, { kind: 'strong' }, { text: '.' }] })
  })

  test('a link inside bold words stays a link, a bare address becomes one without its full stop', () => {
    expect(readInline('**[us](https://a.example)**')).toMatchObject([{ parts: [{ href: 'https://a.example/' }] }])
    expect(readInline('See https://a.example/x.')).toMatchObject([{}, { href: 'https://a.example/x' }, { text: '.' }])
  })

  test('stars and underscores inside words are left alone', () => {
    expect(readInline('2 * 3 * 4 and snake_case_name')).toEqual([
      { kind: 'text', text: '2 * 3 * 4 and snake_case_name' },
    ])
  })
})

describe('what must never run', () => {
  test.each(['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example', 'x'])(
    '%s is no address',
    address => {
      expect(safeAddress(address)).toBeNull()
      expect(readInline(`[go](${address})`)).not.toContainEqual(expect.objectContaining({ kind: 'link' }))
    },
  )

  test('HTML stays the letters that were typed', () => {
    const source = '<img src=x onerror=alert(1)>'
    expect(readMarkdown(source)).toEqual([{ kind: 'paragraph', parts: [{ kind: 'text', text: source }] }])
  })

  test('thousands of links in one paragraph are read', () => {
    expect(readInline('[a](/b) '.repeat(5_000))).toHaveLength(10_000)
  })
})
