import { type Html, html } from './html.ts'
import { type Language, textsIn } from './texts.ts'

export type Frame = {
  readonly language: Language
  readonly title: string
  /** The path of this page, for the link to the other language. */
  readonly path: string
  readonly width: 'narrow' | 'wide'
  readonly officeLink: boolean
}

export function layout(frame: Frame, content: Html): string {
  const t = textsIn[frame.language]
  const other: Language = frame.language === 'en' ? 'de' : 'en'
  const office = html`<a href="/office?lang=${frame.language}">${t.office}</a>`
  return html`<!doctype html>
<html lang="${frame.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${frame.title} · Sandbank</title>
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/page.css">
</head>
<body>
<header class="top ${frame.width}">
<p class="brand"><img src="/assets/mark.svg" alt="" width="32" height="32"><span><b>Sandbank</b> <small>${t.tagline}</small></span></p>
<a class="language" href="${frame.path}?lang=${other}" hreflang="${other}" lang="${other}">${t.otherLanguage}</a>
</header>
<main class="${frame.width}">${content}</main>
<footer class="${frame.width}"><p>${t.playMoney}</p>${frame.officeLink ? office : null}</footer>
</body>
</html>`.markup
}
