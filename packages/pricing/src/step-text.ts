/** The words of an explanation's steps. Texts are in `locales/`, one file a language; another language is another file. */
import type { Currency } from '@tessera/kernel/currency'
import { numberFormatter } from '@tessera/kernel/formatters'
import { formatMoney, PPM } from '@tessera/kernel/money'
import { translate } from '@tessera/kernel/translated'
import type { Label, LabelKey, LabelParam } from './explanation.ts'
import de from './locales/de.json' with { type: 'json' }
import en from './locales/en.json' with { type: 'json' }

const TEXTS: Readonly<Record<string, Readonly<Record<LabelKey, string>>>> = { en, de }

/** The languages that steps are told in; readers of others get English. */
export const stepLocales: readonly string[] = Object.keys(TEXTS)

/** "2 × (€1.50 + 3% of €50.00)": the label of a step as a reader of this locale sees it. */
export function labelText(label: Label, currency: Currency, locale: string): string {
  const texts = TEXTS[locale.split(/[-_]/, 1)[0]!.toLowerCase()] ?? en
  return texts[label.key].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const param = label.params[name]
    return param ? paramText(param, currency, locale) : ''
  })
}

function paramText(param: LabelParam, currency: Currency, locale: string): string {
  switch (param.type) {
    case 'count':
      return numberFormatter(locale, {}).format(param.value)
    case 'money':
      return formatMoney({ amountMinor: param.amountMinor, currency }, locale)
    case 'rate':
      return rateText(param.ratePpm, locale)
    default:
      return translate(param.text, locale)
  }
}

/** "19%", "8.875%": with as many decimals as the rate has. */
export function rateText(ratePpm: number, locale: string): string {
  return numberFormatter(locale, { style: 'percent', maximumFractionDigits: 4 }).format(ratePpm / Number(PPM))
}
