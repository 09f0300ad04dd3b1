import { Button, IconButton } from '@tessera/ui/button'
import { useLocale } from '@tessera/ui/i18n'
import { MoneyField } from '@tessera/ui/money-field'
import { TextField } from '@tessera/ui/text-field'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLanguageName } from '../forms/bilingual-field.tsx'
import type { ProductFieldsProps } from './product-dialog.tsx'
import type { VariantForm } from './product-form.ts'

/** Full price and reduced, sizes, sectors: each may have a price of its own. */
export function VariantRows({ form, set, event }: Omit<ProductFieldsProps, 'wrong'>) {
  const { t } = useTranslation('console')
  const { locales } = useLocale()
  const languageName = useLanguageName()
  const change = (key: string, part: Partial<VariantForm>) =>
    set({ variants: form.variants.map(each => (each.key === key ? { ...each, ...part } : each)) })
  const add = () => {
    const key = crypto.getRandomValues(new Uint32Array(1)).join('')
    set({ variants: [...form.variants, { key, name: {}, price: null }] })
  }
  return (
    <fieldset className="grid gap-3">
      <legend className="text-sm font-medium">{t('product.variants')}</legend>
      <p className="text-sm text-quiet">{t('product.variants_hint')}</p>
      {form.variants.map(variant => (
        <div
          key={variant.key}
          className="grid items-end gap-2 rounded-md bg-mist p-3 md:grid-cols-[1fr_1fr_10rem_auto]"
        >
          {locales.map(locale => (
            <TextField
              key={locale}
              label={t('form.in_language', { label: t('product.variant'), language: languageName(locale) })}
              lang={locale}
              value={variant.name[`name.${locale}`] ?? ''}
              onValueChange={words => change(variant.key, { name: { ...variant.name, [`name.${locale}`]: words } })}
            />
          ))}
          <MoneyField
            label={t('product.variant_price')}
            currency={event.currency}
            value={variant.price}
            onValueChange={price => change(variant.key, { price })}
          />
          <IconButton
            label={t('product.variant_remove')}
            icon={<Trash2 aria-hidden="true" className="size-4!" />}
            onClick={() => set({ variants: form.variants.filter(each => each.key !== variant.key) })}
          />
        </div>
      ))}
      <Button size="sm" icon={<Plus aria-hidden="true" />} onClick={add} className="justify-self-start">
        {t('product.variant_add')}
      </Button>
    </fieldset>
  )
}
