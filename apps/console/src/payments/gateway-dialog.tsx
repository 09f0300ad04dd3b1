import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CopyField } from '@tessera/ui/copy-field'
import { Select } from '@tessera/ui/select'
import { TextField } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  addGatewayAccount,
  changeGatewayAccount,
  type Gateway,
  type GatewayAccount,
  gatewayAccountsQuery,
} from '../api/payments.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useWordFor } from '../known-words.ts'
import { useOrganizer } from '../session.ts'

type Props = { gateway: Gateway; account: GatewayAccount | null; onClose: () => void }

/** What a payment service wants to know. Secrets go in and are never shown again. */
export function GatewayDialog({ gateway, account, onClose }: Props) {
  const { t } = useTranslation('console')
  const wordFor = useWordFor()
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(gateway.fields.flatMap(({ name, choices }) => (choices?.[0] ? [[name, choices[0]]] : []))),
  )
  const credentials = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))
  const save = useMutation({
    mutationFn: async () => {
      await (account
        ? changeGatewayAccount(organizer.id, account, { credentials })
        : addGatewayAccount(organizer.id, { gateway: gateway.gateway, credentials }))
    },
    onSuccess: () => {
      toast({ title: t('payments.connected', { name: gateway.label }) })
      void client.invalidateQueries({ queryKey: gatewayAccountsQuery(organizer.id).queryKey })
      onClose()
    },
  })
  const wrong = useWrong(save.error)
  const nameOf = (field: string) => wordFor('credential', field) ?? field.replaceAll('_', ' ')
  const complete = gateway.fields.every(field => !field.required || values[field.name]?.trim())
  return (
    <FormDialog
      size="md"
      title={t(account ? 'payments.reconnect_title' : 'payments.connect_title', { name: gateway.label })}
      description={t('payments.secrets')}
      save={save}
      action={t('payments.connect')}
      disabled={!complete}
      onClose={onClose}
    >
      {gateway.fields.map(field => {
        const shared = {
          id: fieldId(`credentials.${field.name}`),
          label: nameOf(field.name),
          optional: !field.required,
          value: values[field.name] ?? '',
          onValueChange: (value: string) => setValues(before => ({ ...before, [field.name]: value })),
          error: wrong(`credentials.${field.name}`),
        }
        return field.choices ? (
          <Select
            key={field.name}
            {...shared}
            options={field.choices.map(value => ({ value, label: nameOf(value) }))}
          />
        ) : (
          <TextField key={field.name} {...shared} type={field.secret ? 'password' : 'text'} autoComplete="off" />
        )
      })}
      <CopyField label={t('payments.webhook')} hint={t('payments.webhook_hint')} value={gateway.webhook_url} />
    </FormDialog>
  )
}
