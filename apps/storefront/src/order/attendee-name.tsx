import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { TextField } from '@tessera/ui/text-field'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameAttendee, type Order, type OrderKey, type OrderLine, orderQuery } from '../api/orders.ts'
import { FailureNotice } from '../text/failure-notice.tsx'

/** Says who comes with this ticket. A new name makes a new code: older prints and screenshots stop working. */
export function AttendeeName({ order, orderKey, line }: { order: Order; orderKey: OrderKey; line: OrderLine }) {
  const { t } = useTranslation('storefront')
  const queryClient = useQueryClient()
  const { queryKey } = orderQuery(orderKey)
  const [name, setName] = useState<string | null>(null)
  const save = useMutation({
    mutationFn: (attendee_name: string) =>
      nameAttendee(orderKey, line.id, order.version, {
        attendee_name: attendee_name || null,
        attendee_email: line.attendee_email,
      }),
    onSuccess: next => {
      queryClient.setQueryData(queryKey, next)
      setName(null)
    },
    onError: () => void queryClient.invalidateQueries({ queryKey }),
  })
  if (name === null) {
    return (
      <Button
        size="sm"
        variant="quiet"
        icon={<Pencil aria-hidden="true" />}
        onClick={() => setName(line.attendee_name ?? '')}
      >
        {t(line.attendee_name ? 'order.change_name' : 'order.add_name')}
      </Button>
    )
  }
  return (
    <form
      className="grid w-full gap-3 rounded-lg border border-line bg-raised p-4"
      onSubmit={event => {
        event.preventDefault()
        save.mutate(name.trim())
      }}
    >
      <TextField
        label={t('checkout.attendee_name')}
        hint={t('order.name_hint')}
        autoComplete="off"
        maxLength={120}
        value={name}
        onValueChange={setName}
        // The button that was pressed is gone; its place is taken by the field that it opened.
        ref={box => box?.focus()}
      />
      <FailureNotice error={save.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={save.isPending}>
          {t('order.save_name')}
        </Button>
        <Button variant="quiet" onClick={() => setName(null)}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
