import { Engine } from 'mrml'
import type { AmountRow, MailBlock, MailContent } from './content.ts'
import { escapeHtml, type Prose, safeUrl } from './markup.ts'

const FACE = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const DISPLAY = "'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, serif"
/** The web apps' tokens in the only notation that mail programs share. */
const DAY = { paper: '#f1f0ed', card: '#ffffff', ink: '#201521', quiet: '#5e565e', line: '#deddd9' }
const NIGHT = { paper: '#140f14', card: '#1e191f', ink: '#f1f0ec', quiet: '#b2abb2', line: '#3b343b' }
const ACCENT = '#9a1c5b'

const engine = new Engine()
// The default map of fonts would make every mail call a font server.
engine.setRenderOptions({ disableComments: false, socialIconOrigin: null, fonts: {} })
engine.setParserOptions({ includeLoader: { type: 'noop' } })

export function renderHtml(content: MailContent): string {
  const accent = content.sender.accent ?? ACCENT
  if (!/^#[0-9a-f]{6}$/i.test(accent)) throw new TypeError(`An accent is #rrggbb, not ${JSON.stringify(accent)}`)
  const result = engine.toHtml(page(content, { accent, onAccent: readableOn(accent) }))
  if (result.type === 'error') throw new Error(`The layout of a mail is not valid: ${result.message}`)
  return result.content
}

/** What follows a greeting begins small in some languages; in front of it, as a mailbox shows it, it does not. */
const capitalized = (text: string, locale: string) => text.replace(/^\p{Ll}/u, first => first.toLocaleUpperCase(locale))

type Colours = { accent: string; onAccent: string }

function page(content: MailContent, colours: Colours): string {
  return `<mjml lang="${escapeHtml(content.locale)}" dir="auto">
<mj-head>
  <mj-title>${escapeHtml(content.heading)}</mj-title>
  <mj-preview>${escapeHtml(capitalized(content.preheader, content.locale))}</mj-preview>
  <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="format-detection" content="telephone=no, date=no, address=no"></mj-raw>
  <mj-attributes>
    <mj-all font-family="${FACE}" />
    <mj-text font-size="16px" line-height="1.5" color="${DAY.ink}" padding="0 0 16px" />
    <mj-table font-size="15px" line-height="1.4" color="${DAY.ink}" padding="0 0 20px" />
    <mj-section padding="0" />
  </mj-attributes>
  <mj-style>${styles(colours)}</mj-style>
</mj-head>
<mj-body background-color="${DAY.paper}" width="600px" css-class="paper">
  <mj-section padding="28px 28px 16px"><mj-column>
    <mj-table padding="0" font-size="16px" css-class="ink">${head(content.sender.name, colours)}</mj-table>
  </mj-column></mj-section>
  <mj-section background-color="${DAY.card}" border-radius="8px" padding="32px 28px 16px" css-class="card"><mj-column>
    <mj-text font-family="${DISPLAY}" font-size="28px" line-height="1.2" padding="0 0 20px" css-class="ink"><h1 class="heading">${escapeHtml(content.heading)}</h1></mj-text>
    ${content.blocks.map(block => blockMarkup(block, colours)).join('\n    ')}
  </mj-column></mj-section>
  <mj-section padding="20px 28px 40px"><mj-column>
    ${content.footer.map(line => small(line, '0 0 6px')).join('\n    ')}
  </mj-column></mj-section>
</mj-body>
</mjml>`
}

/** The tile with its notch, drawn with a table cell: no picture to load, and nothing to unblock. */
function head(name: string, { accent }: Colours): string {
  const notch = `<div class="notch" style="width:10px;height:10px;margin:0 auto;background:${DAY.paper};border-radius:10px 10px 0 0;font-size:0;line-height:0;">&nbsp;</div>`
  return `<tr><td width="24" height="24" align="center" valign="bottom" style="width:24px;height:24px;background:${accent};border-radius:4px;line-height:0;font-size:0;">${notch}</td><td class="ink-text" style="padding-left:10px;font-weight:600;color:${DAY.ink};">${escapeHtml(name)}</td></tr>`
}

function blockMarkup(block: MailBlock, colours: Colours): string {
  switch (block.kind) {
    case 'text':
      return `<mj-text css-class="ink">${block.text.html}</mj-text>`
    case 'note':
      return small(block.text, '0 0 16px')
    case 'facts':
      return `<mj-table css-class="ink">${block.rows.map(factRow).join('')}</mj-table>`
    case 'amounts':
      return `<mj-table css-class="ink">${block.rows.map(amountRow).join('')}</mj-table>`
    case 'button':
      return `<mj-button href="${escapeHtml(safeUrl(block.url))}" align="left" background-color="${colours.accent}" color="${colours.onAccent}" font-size="16px" font-weight="600" border-radius="6px" inner-padding="14px 24px" padding="4px 0 20px" css-class="button">${escapeHtml(block.label)}</mj-button>`
    case 'picture': {
      const href = block.linkTo === undefined ? '' : ` href="${escapeHtml(safeUrl(block.linkTo))}"`
      return `<mj-image src="${escapeHtml(safeUrl(block.url))}" alt="${escapeHtml(block.alt)}"${href} border-radius="6px" padding="0 0 20px" />`
    }
    case 'line':
      return `<mj-divider border-width="1px" border-color="${DAY.line}" padding="4px 0 20px" css-class="rule" />`
  }
  return block satisfies never
}

function small(text: Prose, padding: string): string {
  return `<mj-text font-size="13px" line-height="1.45" color="${DAY.quiet}" padding="${padding}" css-class="quiet">${text.html}</mj-text>`
}

const CELL = 'padding:6px 0;vertical-align:top;'

function factRow(row: { label: string; value: string }): string {
  const label = `<td class="quiet-text" style="${CELL}padding-right:16px;width:30%;color:${DAY.quiet};">${escapeHtml(row.label)}</td>`
  return `<tr>${label}<td style="${CELL}">${escapeHtml(row.value).replaceAll('\n', '<br />')}</td></tr>`
}

function amountRow(row: AmountRow): string {
  const style = row.strong ? `${CELL}font-weight:600;border-top:1px solid ${DAY.line};` : CELL
  const detail = row.detail
    ? `<br /><span class="quiet-text" style="color:${DAY.quiet};font-size:13px;font-weight:400;">${escapeHtml(row.detail)}</span>`
    : ''
  const amount = `<td align="right" style="${style}padding-left:16px;white-space:nowrap;font-variant-numeric:tabular-nums;">${escapeHtml(row.amount)}</td>`
  return `<tr><td style="${style}">${escapeHtml(row.label)}${detail}</td>${amount}</tr>`
}

function styles({ accent }: Colours): string {
  return `
    .heading { margin: 0; font-size: inherit; line-height: inherit; font-weight: 600; }
    a { color: ${accent}; }
    .quiet a { color: inherit; }
    @media only screen and (max-width: 480px) { .card > table > tbody > tr > td { padding: 24px 18px 8px !important; } .button table, .button td { width: 100% !important; } .button a { display: block !important; } }
    @media (prefers-color-scheme: dark) {
      body, .paper { background-color: ${NIGHT.paper} !important; }
      .card, .card > table { background: ${NIGHT.card} !important; background-color: ${NIGHT.card} !important; }
      .ink div, .ink table, .ink td, .ink-text { color: ${NIGHT.ink} !important; border-color: ${NIGHT.line} !important; }
      .quiet div, .quiet-text, .ink td.quiet-text { color: ${NIGHT.quiet} !important; }
      .card div a, .quiet div a { color: inherit; }
      .button a { color: inherit; }
      .notch { background: ${NIGHT.paper} !important; }
      .rule p { border-color: ${NIGHT.line} !important; }
    }`
}

/** Black or white, whichever is read more easily on that colour (WCAG contrast). */
function readableOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#ffffff' : '#000000'
}
