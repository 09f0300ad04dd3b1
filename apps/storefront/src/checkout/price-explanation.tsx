import type { OrderPrice, Quote } from '@tessera/sdk'
import { useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'

type Price = Quote | OrderPrice
type Step = Price['explanation'][number]
type Row = { step: Step; notes: string[] }

/** Steps that add nothing say what is in the one before. */
function rowsOf(steps: readonly Step[]): Row[] {
  const rows: Row[] = []
  for (const step of steps) {
    const last = rows.at(-1)
    if (step.amount.amount_minor === '0' && last && last.step.line_key === step.line_key && step.kind !== 'price')
      last.notes.push(step.label)
    else rows.push({ step, notes: [] })
  }
  return rows
}

export type PriceExplanationProps = { price: Price; nameOf: (lineKey: string) => string }

/** Every cent of a price, in the order in which it came together. */
export function PriceExplanation({ price, nameOf }: PriceExplanationProps) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  if (price.explanation.length === 0) return null
  return (
    <details className="group text-sm">
      <summary className="flex min-h-11 list-none items-center gap-1.5 font-medium text-accent-text hover:underline [&::-webkit-details-marker]:hidden">
        <ChevronDown className="size-4 transition-transform group-open:rotate-180" aria-hidden="true" />
        {t('price.explain')}
      </summary>
      <table className="mt-1 w-full">
        <caption className="sr-only">{t('price.explain')}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('price.step')}</th>
            <th scope="col">{t('price.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(price.explanation).map(({ step, notes }, at) => (
            // Steps have no name of their own and never change places.
            <tr key={at} className="border-b border-line align-top">
              <td className="py-2 pe-4">
                {step.kind === 'price' && step.line_key && (
                  <span className="block font-medium">{nameOf(step.line_key)}</span>
                )}
                {step.label}
                {notes.length > 0 && <span className="block text-xs text-quiet">{notes.join(', ')}</span>}
              </td>
              <td className="py-2 text-end">
                <Money value={step.amount} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-semibold">
            <td className="py-1.5 pe-4">{t('price.total')}</td>
            <td className="py-1.5 text-end">
              <Money value={price.total} />
            </td>
          </tr>
        </tfoot>
      </table>
      {price.taxes.length > 0 && (
        <ul className="mt-2 grid gap-1 text-quiet">
          {price.taxes.map(tax => (
            <li key={`${tax.code} ${tax.rate_ppm}`}>
              {t('price.tax', { name: said(tax.label), rate: tax.rate_ppm / 10_000 })} <Money value={tax.tax} />
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
