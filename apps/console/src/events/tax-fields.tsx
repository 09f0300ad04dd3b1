import { Checkbox } from '@tessera/ui/checkbox'
import { TextField } from '@tessera/ui/text-field'
import { useTranslation } from 'react-i18next'
import { fieldId } from '../forms/problem-notice.tsx'
import type { ProductFieldsProps } from './product-dialog.tsx'

/** Which tax is in the price, or comes on top of it. Empty means none. */
export function TaxFields({ form, set, wrong }: ProductFieldsProps) {
  const { t } = useTranslation('console')
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-5">
        <TextField
          label={t('product.tax_label')}
          optional
          placeholder={t('product.tax_label_example')}
          boxClassName="max-w-48"
          value={form.taxLabel}
          onValueChange={taxLabel => set({ taxLabel })}
        />
        <TextField
          id={fieldId('tax.rate_ppm')}
          label={t('product.tax_rate')}
          optional
          inputMode="decimal"
          after={<span className="pe-2">%</span>}
          boxClassName="max-w-28"
          value={form.taxPercent}
          onValueChange={taxPercent => set({ taxPercent })}
          error={wrong('tax')}
        />
      </div>
      {form.taxPercent.trim() !== '' && (
        <Checkbox
          label={t('product.tax_included')}
          hint={t(form.includesTax ? 'product.tax_included_hint' : 'product.tax_on_top_hint')}
          checked={form.includesTax}
          onCheckedChange={includesTax => set({ includesTax })}
        />
      )}
    </div>
  )
}
