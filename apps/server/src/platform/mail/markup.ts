/**
 * Text with emphasis and links, in its two forms at once. It can only be made by `prose`, `strong` and `link`, all of
 * which escape every value: markup that somebody typed cannot become markup of a mail.
 */
export class Prose {
  readonly html: string
  readonly text: string
  private constructor(html: string, text: string) {
    this.html = html
    this.text = text
  }
  static of(html: string, text: string): Prose {
    return new Prose(html, text)
  }
}

type Value = string | number | bigint | Prose

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Control characters have no business in a mail and would break the template around them. Line ends stay. */
const CONTROLS = /(?!\n)[\p{Cc}\u2028\u2029]/gu

export function escapeHtml(text: string): string {
  return text.replace(CONTROLS, ' ').replace(/[&<>"']/g, character => ESCAPES[character] ?? '')
}

/** prose`Dear ${name}, ${strong(title)} starts soon.` Line ends become line breaks. */
export function prose(strings: TemplateStringsArray, ...values: Value[]): Prose {
  const parts = strings.flatMap((literal, index) => {
    const value = values[index]
    return value === undefined
      ? [plain(literal)]
      : [plain(literal), value instanceof Prose ? value : plain(String(value))]
  })
  return Prose.of(parts.map(part => part.html).join(''), parts.map(part => part.text).join(''))
}

/** A translated text as it is, with nothing in it read as markup. */
export function plain(text: string): Prose {
  const unix = text.replaceAll('\r\n', '\n')
  return Prose.of(escapeHtml(unix).replaceAll('\n', '<br />'), unix.replace(CONTROLS, ' '))
}

export function strong(text: string): Prose {
  return Prose.of(`<strong>${escapeHtml(text)}</strong>`, plain(text).text)
}

export function link(url: string, label: string): Prose {
  const safe = safeUrl(url)
  const text = plain(label).text
  return Prose.of(`<a href="${escapeHtml(safe)}">${escapeHtml(label)}</a>`, text === safe ? safe : `${text} (${safe})`)
}

/** Only addresses that a mail may lead to: never `javascript:` or `data:`. */
export function safeUrl(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed || !['https:', 'http:', 'mailto:'].includes(parsed.protocol)) {
    throw new TypeError(`A mail cannot link to ${JSON.stringify(url.slice(0, 100))}`)
  }
  return parsed.href
}
