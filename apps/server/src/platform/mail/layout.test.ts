import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { type MailContent, renderText } from './content.ts'
import { renderHtml } from './layout.ts'
import { link, plain, prose, safeUrl, strong } from './markup.ts'

const content: MailContent = {
  locale: 'de',
  preheader: 'Zwei Karten für Samstag',
  heading: 'Ihre Karten sind da',
  sender: { name: 'Grüne Bühne', accent: '#0b7a4b' },
  blocks: [
    {
      kind: 'picture',
      url: 'https://tessera.example/p.jpg',
      alt: 'Bühne "bei" Nacht',
      linkTo: 'https://tessera.example/e/x',
    },
    { kind: 'text', text: prose`Guten Tag ${'Zoë'},\n${strong('Faust')} beginnt um ${'19:30'} Uhr.` },
    { kind: 'facts', rows: [{ label: 'Ort', value: 'Großes Haus\nTheaterplatz 1' }] },
    {
      kind: 'amounts',
      rows: [
        { label: '2 × Parkett', detail: 'inkl. 7 % MwSt.', amount: '84,00 €' },
        { label: 'Summe', amount: '84,00 €', strong: true },
      ],
    },
    { kind: 'button', label: 'Karten ansehen', url: 'https://tessera.example/orders/K7?a=1&b=2#geheim' },
    { kind: 'line' },
    { kind: 'note', text: prose`Fragen? ${link('mailto:hilfe@example.org', 'Schreiben Sie uns')}.` },
  ],
  footer: [plain('Grüne Bühne gGmbH, Leipzig')],
}

const visible = (html: string) => html.replaceAll(/<(style|title)[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, '')
const tags = (html: string) => (html.match(/<\/?[a-z][\w-]*/g) ?? []).join()

describe('a mail', () => {
  test('says the same in both its parts', () => {
    const [html, text] = [renderHtml(content), renderText(content)]
    for (const said of [
      'Ihre Karten sind da',
      'Zoë',
      'Faust',
      'Großes Haus',
      '84,00 €',
      'Karten ansehen',
      'Grüne Bühne gGmbH',
    ]) {
      expect(html, said).toContain(said)
      expect(text, said).toContain(said)
    }
    expect(text).toContain('https://tessera.example/orders/K7?a=1&b=2#geheim')
    expect(text).toContain('Schreiben Sie uns (mailto:hilfe@example.org)')
    expect(html).toContain('href="https://tessera.example/orders/K7?a=1&amp;b=2#geheim"')
    expect(html).toMatch(/<html lang="de"/)
  })

  test('loads nothing but the pictures it names', () => {
    const html = renderHtml(content)
    const loaded = [...html.matchAll(/(?:src|background)="([^"]*)"|url\(([^)]*)\)|<link[^>]*>|@import[^;]*/g)]
    expect(loaded.map(match => match[1] ?? match[0])).toEqual(['https://tessera.example/p.jpg'])
  })

  test('is for dark rooms too, and for programs that know nothing', () => {
    const html = renderHtml(content)
    expect(html).toContain('prefers-color-scheme: dark')
    expect(html).toContain('<meta name="color-scheme" content="light dark"')
    expect(html).toContain('<!--[if mso | IE]>')
    expect(html).toMatch(/max-width: ?480px|min-width: ?480px/)
  })

  test('has a label on its button that can be read on any accent', () => {
    const colourOf = (accent: string) =>
      /class="[^"]*"[^>]*>\s*Karten|color:(#[0-9a-f]{6});[^"]*"[^>]*>\s*Karten ansehen/.exec(
        visible(renderHtml({ ...content, sender: { name: 'x', accent } })),
      )?.[1]
    expect([colourOf('#9a1c5b'), colourOf('#ffe14d'), colourOf('#000000')]).toEqual(['#ffffff', '#000000', '#ffffff'])
    expect(() => renderHtml({ ...content, sender: { name: 'x', accent: 'red;} body{' } })).toThrow('#rrggbb')
  })

  test('cannot be given markup by anything that somebody typed', () => {
    const filled = (value: string): MailContent => ({
      ...content,
      preheader: value,
      heading: value,
      sender: { name: value },
      blocks: [
        { kind: 'picture', url: 'https://tessera.example/p.jpg', alt: value },
        { kind: 'text', text: prose`${value} ${strong(value)} ${link('https://a.example', value)} ${plain(value)}` },
        { kind: 'facts', rows: [{ label: value, value }] },
        { kind: 'amounts', rows: [{ label: value, detail: value, amount: value, strong: true }] },
        { kind: 'button', label: value, url: 'https://a.example' },
        { kind: 'note', text: plain(value) },
      ],
      footer: [plain(value)],
    })
    const expected = tags(renderHtml(filled('x')))
    const hostile = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onload='x",
      '<mj-include path="/etc/passwd" />',
      '</mj-text><mj-raw><b>',
      '<!-- --> <![CDATA[',
      '&lt;b&gt; &#60;b&#62; &amp;',
      '{{constructor}} ${process.env}',
      '\u0000\u001b[31m\u2028',
    ]
    for (const value of hostile) expect(tags(renderHtml(filled(value))), value).toBe(expected)
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...Array.from('<>&"\'/=!-[]{}$;:# \u0000\u00a0aé')),
          minLength: 1,
          maxLength: 30,
        }),
        value => {
          expect(tags(renderHtml(filled(value)))).toBe(expected)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('leads nowhere but to the web and to a mailbox', () => {
    for (const url of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '/relative',
      '',
    ]) {
      expect(() => safeUrl(url), url).toThrow(TypeError)
      expect(() => renderHtml({ ...content, blocks: [{ kind: 'button', label: 'x', url }] }), url).toThrow(TypeError)
    }
  })

  test('reads back as text as it was meant', async () => {
    const { text } = await simpleParser(`Content-Type: text/html; charset=utf-8\r\n\r\n${renderHtml(content)}`)
    expect(text).toContain('Faust beginnt um 19:30 Uhr.')
  })
})

test('what a mailbox shows of a mail begins with a capital, although it follows a greeting in the mail itself', () => {
  expect(renderHtml({ ...content, preheader: 'ändern Sie nichts.' })).toContain('Ändern Sie nichts.')
})
