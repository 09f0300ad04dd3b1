import { useLocalized } from '@tessera/ui/i18n'
import { useMoneyText } from '@tessera/ui/money'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { useLanguageName } from '../forms/bilingual-field.tsx'
import { type FlatDraft, textsOf } from '../forms/flat-draft.ts'
import { formOfFlat } from './product-form.ts'

/** How a field of a ticket is called where two versions of it stand side by side. */
export function useProductFieldName(): (key: string) => string {
  const { t } = useTranslation('console')
  const languageName = useLanguageName()
  return key => {
    const [field = '', locale] = key.split('.')
    if (locale) {
      const label = t(field === 'name' ? 'product.name' : 'product.description')
      return t('form.in_language', { label, language: languageName(locale) })
    }
    const names: Record<string, string> = {
      kind: t('product.kind'),
      price: t('product.price'),
      includesTax: t('product.tax_included'),
      taxLabel: t('product.tax_label'),
      taxPercent: t('product.tax_rate'),
      variants: t('product.variants'),
      saleFrom: t('product.sale_from'),
      saleUntil: t('product.sale_until'),
      min: t('product.min'),
      max: t('product.max'),
      hidden: t('product.hidden'),
      dateIds: t('product.dates'),
    }
    return names[field] ?? field
  }
}

/** The fields as people read them, not as the form keeps them. */
export function useShownFields(event: Event): (draft: FlatDraft) => FlatDraft {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const moneyText = useMoneyText()
  return draft => {
    const form = formOfFlat(draft, event)
    const yes = (is: boolean) => t(is ? 'action.yes' : 'action.no')
    const variants = form.variants.map(({ name, price }) =>
      [said(textsOf(name, 'name')), price && moneyText(price)].filter(Boolean).join(': '),
    )
    return {
      ...draft,
      kind: t(`product.kind_${form.kind}`),
      price: form.price ? moneyText(form.price) : '',
      includesTax: yes(form.includesTax),
      hidden: yes(form.hidden),
      variants: variants.join(', '),
      dateIds: form.dateIds === null ? t('product.dates_whole') : t('event.date_count', { count: form.dateIds.length }),
    }
  }
}
