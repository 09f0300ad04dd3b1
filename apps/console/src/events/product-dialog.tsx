import { useQueryClient } from '@tanstack/react-query'
import { Checkbox } from '@tessera/ui/checkbox'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { MoneyField } from '@tessera/ui/money-field'
import { RadioGroup } from '@tessera/ui/radio-group'
import { Select } from '@tessera/ui/select'
import { TextField } from '@tessera/ui/text-field'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { ApiProblem } from '../api/problem.ts'
import { createProduct, type Product, productsQuery, updateProduct } from '../api/products.ts'
import { BilingualField } from '../forms/bilingual-field.tsx'
import { Choices } from '../forms/choices.tsx'
import { ClashNotice } from '../forms/clash-notice.tsx'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useGuardedClose } from '../forms/use-guarded-close.ts'
import { useVersionedDraft } from '../forms/use-versioned-draft.ts'
import { useOrganizer } from '../session.ts'
import { useDayText } from './day-text.ts'
import { useProductFieldName, useShownFields } from './product-fields-shown.ts'
import { bodyOf, emptyProduct, flatOf, formOf, formOfFlat, type ProductForm } from './product-form.ts'
import { TaxFields } from './tax-fields.tsx'
import { VariantRows } from './variant-rows.tsx'

type Props = { event: Event; product: Product | null; onClose: () => void; onSaved: () => void }

/** Everything about one thing that is sold. */
export function ProductDialog({ event, product, onClose, onSaved }: Props) {
  const { t } = useTranslation('console')
  const nameOf = useProductFieldName()
  const shownOf = useShownFields(event)
  const edit = useProductDraft(event, product, () => {
    onSaved()
    onClose()
  })
  const form = formOfFlat(edit.draft, event)
  const set = (part: Partial<ProductForm>) => edit.change(draft => flatOf({ ...formOfFlat(draft, event), ...part }))
  const close = useGuardedClose(onClose, edit.keys.length > 0)
  const wrong = useWrong(edit.error)
  return (
    <FormDialog
      panel
      size="lg"
      title={t(product ? 'product.edit' : 'product.new')}
      save={{ mutate: edit.save, isPending: edit.isSaving, error: edit.error }}
      disabled={!form.price || edit.clash !== null}
      onClose={onClose}
      onDismiss={close}
    >
      <ClashNotice form={edit} nameOf={nameOf} shownOf={shownOf} />
      <WhatFields form={form} set={set} wrong={wrong} event={event} />
      <TaxFields form={form} set={set} wrong={wrong} event={event} />
      <VariantRows form={form} set={set} event={event} />
      <SaleFields form={form} set={set} wrong={wrong} event={event} />
    </FormDialog>
  )
}

/** Nothing that two people type into the same ticket is lost, as with the event itself. */
function useProductDraft(event: Event, product: Product | null, onSaved: () => void) {
  const organizer = useOrganizer()
  const client = useQueryClient()
  const query = productsQuery(organizer.id, event.id)
  return useVersionedDraft<Product | { id: null; version: 0 }>({
    current: product ?? { id: null, version: 0 },
    draftOf: onto => flatOf(onto.id === null ? emptyProduct(event) : formOf(onto, event)),
    save: (onto, draft) => {
      const body = bodyOf(formOfFlat(draft, event), event)
      return onto.id === null
        ? createProduct(organizer.id, event.id, body)
        : updateProduct(organizer.id, event.id, onto, body)
    },
    reload: async () => {
      const { data } = await client.fetchQuery({ ...query, staleTime: 0 })
      const newest = data.find(each => each.id === product?.id)
      if (!newest) throw new ApiProblem({ code: 'request.not_found', status: 404 })
      return newest
    },
    onSaved,
  })
}

export type ProductFieldsProps = {
  form: ProductForm
  set: (part: Partial<ProductForm>) => void
  wrong: (path: string) => string | undefined
  event: Event
}

/** What it is called, what it contains, what it costs. */
function WhatFields({ form, set, wrong, event }: ProductFieldsProps) {
  const { t } = useTranslation('console')
  const onChange = (key: string, value: string) => set({ texts: { ...form.texts, [key]: value } })
  return (
    <>
      <BilingualField
        label={t('product.name')}
        name="name"
        draft={form.texts}
        onChange={onChange}
        wrong={wrong}
        required={event.default_locale}
      />
      <BilingualField
        label={t('product.description')}
        name="description"
        draft={form.texts}
        onChange={onChange}
        wrong={wrong}
        rows={2}
      />
      <div className="grid gap-5 md:grid-cols-2">
        <Select
          label={t('product.kind')}
          options={(['admission', 'add_on', 'merchandise'] as const).map(value => ({
            value,
            label: t(`product.kind_${value}`),
          }))}
          value={form.kind}
          onValueChange={kind => set({ kind: kind as ProductForm['kind'] })}
        />
        <MoneyField
          id={fieldId('price_minor')}
          label={t('product.price')}
          currency={event.currency}
          value={form.price}
          onValueChange={price => set({ price })}
          error={wrong('price_minor')}
        />
      </div>
    </>
  )
}

function SaleFields({ form, set, wrong, event }: ProductFieldsProps) {
  const { t } = useTranslation('console')
  const count = (name: 'min' | 'max', path: string) => (
    <TextField
      id={fieldId(path)}
      label={t(`product.${name}`)}
      type="number"
      inputMode="numeric"
      min={1}
      max={100}
      boxClassName="max-w-28"
      value={form[name]}
      onValueChange={value => set({ [name]: value })}
      error={wrong(path)}
    />
  )
  return (
    <>
      <div className="grid gap-5 md:grid-cols-2">
        <DateTimeField
          id={fieldId('sale_starts_at')}
          label={t('product.sale_from')}
          hint={t('product.sale_from_hint')}
          optional
          value={form.saleFrom}
          onValueChange={saleFrom => set({ saleFrom })}
          error={wrong('sale_starts_at')}
        />
        <DateTimeField
          id={fieldId('sale_ends_at')}
          label={t('product.sale_until')}
          hint={t('product.sale_until_hint')}
          optional
          value={form.saleUntil}
          onValueChange={saleUntil => set({ saleUntil })}
          error={wrong('sale_ends_at')}
        />
        {count('min', 'min_per_order')}
        {count('max', 'max_per_order')}
      </div>
      <Checkbox
        label={t('product.hidden')}
        hint={t('product.hidden_hint')}
        checked={form.hidden}
        onCheckedChange={hidden => set({ hidden })}
      />
      {event.dates.length > 1 && <DateChoice form={form} set={set} event={event} />}
    </>
  )
}

/** A season of evenings sells each by itself; a festival also sells all of them as one. */
function DateChoice({ form, set, event }: Omit<ProductFieldsProps, 'wrong'>) {
  const { t } = useTranslation('console')
  const dayText = useDayText(event.timezone)
  const chosen = form.dateIds
  return (
    <div className="grid gap-2">
      <RadioGroup
        label={t('product.dates')}
        options={[
          { value: 'each', label: t('product.dates_each'), hint: t('product.dates_each_hint') },
          { value: 'whole', label: t('product.dates_whole'), hint: t('product.dates_whole_hint') },
        ]}
        value={chosen === null ? 'whole' : 'each'}
        onValueChange={value => set({ dateIds: value === 'whole' ? null : event.dates.map(date => date.id) })}
      />
      {chosen !== null && (
        <div className="ms-3 max-h-48 overflow-y-auto">
          <Choices
            options={event.dates.map(date => ({ value: date.id, label: dayText(date.starts_at) }))}
            chosen={chosen}
            onChange={dateIds => set({ dateIds })}
          />
        </div>
      )}
    </div>
  )
}
