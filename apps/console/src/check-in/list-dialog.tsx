import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocalized } from '@tessera/ui/i18n'
import { RadioGroup } from '@tessera/ui/radio-group'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addList, type CheckInList, changeList, listsQuery } from '../api/check-in.ts'
import { eventQuery } from '../api/events.ts'
import { productsQuery } from '../api/products.ts'
import { useDayText } from '../events/day-text.ts'
import { ChoiceGroup, orAll } from '../forms/choices.tsx'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId } from '../forms/problem-notice.tsx'
import { useEditDialog } from '../forms/use-edit-dialog.ts'
import { useOrganizer } from '../session.ts'

type Props = { eventId: string; list: CheckInList | null; onClose: () => void; onSaved: () => void }

export function ListDialog({ eventId, list, ...leave }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const [name, setName] = useState(list?.name ?? '')
  const [productIds, setProductIds] = useState<string[]>(list?.product_ids ?? [])
  const [dateIds, setDateIds] = useState<string[]>(list?.date_ids ?? [])
  const [reentry, setReentry] = useState<CheckInList['reentry']>(list?.reentry ?? 'none')
  const query = listsQuery(organizer.id, eventId)
  const edit = useEditDialog({
    opened: list,
    reload: async () => (await client.fetchQuery({ ...query, staleTime: 0 })).data,
    typed: [name, productIds, dateIds, reentry],
    save: onto => {
      const body = { name: name.trim(), product_ids: orAll(productIds), date_ids: orAll(dateIds), reentry }
      return onto ? changeList(organizer.id, eventId, onto, body) : addList(organizer.id, eventId, body)
    },
    ...leave,
  })
  return (
    <FormDialog
      {...edit.dialog}
      size="md"
      title={t(list ? 'door.list_edit' : 'door.list_add')}
      description={t('door.list_about')}
      disabled={!name.trim()}
    >
      <TextField
        id={fieldId('name')}
        label={t('door.list_name')}
        hint={t('door.list_name_hint')}
        value={name}
        onValueChange={setName}
        error={edit.wrong('name')}
      />
      <ProductChoice eventId={eventId} chosen={productIds} onChange={setProductIds} />
      <DateChoice eventId={eventId} chosen={dateIds} onChange={setDateIds} />
      <RadioGroup
        label={t('door.reentry')}
        options={(['none', 'after_exit', 'unlimited'] as const).map(value => ({
          value,
          label: t(`door.reentry_${value}`),
          hint: t(`door.reentry_${value}_hint`),
        }))}
        value={reentry}
        onValueChange={setReentry}
      />
    </FormDialog>
  )
}

type ChoiceProps = { eventId: string; chosen: string[]; onChange: (ids: string[]) => void }

function ProductChoice({ eventId, ...choice }: ChoiceProps) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const organizer = useOrganizer()
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const offered = products?.data.filter(product => !product.archived) ?? []
  return (
    <ChoiceGroup
      {...choice}
      legend={t('door.list_products')}
      hint={t('door.list_products_hint')}
      options={offered.map(product => ({ value: product.id, label: said(product.name) }))}
    />
  )
}

function DateChoice({ eventId, ...choice }: ChoiceProps) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const dayText = useDayText(event?.timezone)
  if (!event || event.dates.length < 2) return null
  return (
    <ChoiceGroup
      {...choice}
      legend={t('door.list_dates')}
      hint={t('door.list_dates_hint')}
      options={event.dates.map(date => ({ value: date.id, label: dayText(date.starts_at) }))}
      className="max-h-48 overflow-y-auto"
    />
  )
}
