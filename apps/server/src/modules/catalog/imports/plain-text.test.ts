import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainLine, plainText, shortened } from './plain-text.ts'

describe('text of a stranger', () => {
  it.each([
    ['<p>One &amp; two</p><p>Three</p>', 'One & two\n\nThree'],
    ['<ul><li>Tea</li><li>Cake</li></ul>', '- Tea\n- Cake'],
    ['A<br/>B<br>C', 'A\nB\nC'],
    ['Children &lt; 6 pay nothing, 3 < 4', 'Children < 6 pay nothing, 3 < 4'],
    ['<script>alert(1)</script>Hello<style>p{}</style>', 'Hello'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;Hello', 'Hello'],
    ['<scr<b>ipt>alert(1)</scr</b>ipt>', ''],
    ['<img src=x onerror=alert(1)', 'img src=x onerror=alert(1)'],
    ['Caf&eacute; &#8211; &#x1F3B5; &bogus; &#0; Gr&uuml;&szlig;e', 'Café – 🎵 &bogus; Grüße'],
    ['abc\u202Etxt\u0000', 'abctxt'],
    ['Mr.\u00a0Blue   said\r\n\r\n\r\n\r\nhello ', 'Mr. Blue said\n\nhello'],
  ])('%j is read as %j', (source, text) => {
    expect(plainText(source)).toBe(text)
  })

  it('never holds a tag or a control character, however it is nested or encoded', () => {
    const fragment = fc.constantFrom(
      '<',
      '>',
      '</',
      '<script',
      'script>',
      '&lt;',
      '&#60;',
      '&amp;',
      'lt;',
      '<!--',
      '-->',
      'a',
      '"',
      ' ',
      '\n',
      '\u0007',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string({ maxLength: 5 })), { maxLength: 40 }), parts => {
        const text = plainText(parts.join(''))
        expect(text).not.toMatch(/<[a-z/!?]/i)
        expect(text).not.toMatch(/[^\P{Cc}\n]/u)
        expect(plainLine(parts.join(''))).not.toMatch(/\n/)
      }),
    )
  })

  it('may open forty thousand tags and close none', () => {
    for (const piece of ['<a', '<!--', '&lt;', '<script', '&amp;lt;']) {
      expect(plainText(piece.repeat(40_000)).length).toBeLessThan(300_000)
    }
  })

  it('is cut within its limit, between words and never inside a character', () => {
    expect(shortened('one two three four', 14)).toBe('one two three…')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 2, max: 40 }), (text, limit) => {
        const short = shortened(text, limit)
        expect(short.length).toBeLessThanOrEqual(limit)
        expect(short.isWellFormed()).toBe(true)
      }),
    )
  })
})
