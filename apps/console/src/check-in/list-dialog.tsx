import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Checkbox } from '@tessera/ui/checkbox'
import { useLocalized } from '@tessera/ui/i18n'
import { RadioGroup } from '@tessera/ui/radio-group'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addList, type CheckInList, changeList, listsQuery } from '../api/check-in.ts'
import { eventQuery } from '../api/events.ts'
import { productsQuery } from '../api/products.ts'
import { useDayText } from '../events/day-text.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useGuardedClose } from '../forms/use-guarded-close.ts'
import { useNewest } from '../forms/use-newest.tsx'
import { useOrganizer } from '../session.ts'

type Props = { eventId: string; list: CheckInList | null; onClose: () => void; onSaved: () => void }

export function ListDialog({ eventId, list, onClose, onSaved }: Props) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const organizer = useOrganizer()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const [name, setName] = useState(list?.name ?? '')
  const [productIds, setProductIds] = useState<string[]>(list?.product_ids ?? [])
  const [dateIds, setDateIds] = useState<string[]>(list?.date_ids ?? [])
  const [reentry, setReentry] = useState<CheckInList['reentry']>(list?.reentry ?? 'none')
  const client = useQueryClient()
  const query = listsQuery(organizer.id, eventId)
  const newest = useNewest(list, async () => (await client.fetchQuery({ ...query, staleTime: 0 })).data)
  const typed = JSON.stringify([name, productIds, dateIds, reentry])
  const [first] = useState(typed)
  const close = useGuardedClose(onClose, typed !== first)
  const save = useMutation({
    mutationFn: async () => {
      const body = {
        name: name.trim(),
        product_ids: productIds.length > 0 ? productIds : null,
        date_ids: dateIds.length > 0 ? dateIds : null,
        reentry,
      }
      const { onto } = newest
      await (onto ? changeList(organizer.id, eventId, onto, body) : addList(organizer.id, eventId, body))
    },
    onSuccess: () => {
      onSaved()
      onClose()
    },
    onError: newest.catchUp,
  })
  const wrong = useWrong(save.error)
  const toggle = (ids: string[], id: string, on: boolean) => (on ? [...ids, id] : ids.filter(each => each !== id))
  const dayText = useDayText(event?.timezone)
  return (
    <FormDialog
      size="md"
      title={t(list ? 'door.list_edit' : 'door.list_add')}
      description={t('door.list_about')}
      save={save}
      disabled={!name.trim()}
      onClose={onClose}
      onDismiss={close}
      overtaken={newest.overtaken}
    >
      <TextField
        id={fieldId('name')}
        label={t('door.list_name')}
        hint={t('door.list_name_hint')}
        value={name}
        onValueChange={setName}
        error={wrong('name')}
      />
      <fieldset>
        <legend className="text-sm font-medium">{t('door.list_products')}</legend>
        <p className="text-sm text-quiet">{t('door.list_products_hint')}</p>
        {products?.data
          .filter(product => !product.archived)
          .map(product => (
            <Checkbox
              key={product.id}
              label={said(product.name)}
              checked={productIds.includes(product.id)}
              onCheckedChange={on => setProductIds(toggle(productIds, product.id, on))}
            />
          ))}
      </fieldset>
      {event && event.dates.length > 1 && (
        <fieldset>
          <legend className="text-sm font-medium">{t('door.list_dates')}</legend>
          <p className="text-sm text-quiet">{t('door.list_dates_hint')}</p>
          <div className="max-h-48 overflow-y-auto">
            {event.dates.map(date => (
              <Checkbox
                key={date.id}
                label={dayText(date.starts_at)}
                checked={dateIds.includes(date.id)}
                onCheckedChange={on => setDateIds(toggle(dateIds, date.id, on))}
              />
            ))}
          </div>
        </fieldset>
      )}
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
