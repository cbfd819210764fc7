import { useTranslation } from 'react-i18next';

/** Why a message was held back, or why a provider did not take it, in words. A provider's own word, which nobody could translate beforehand, stays as it is. */
export function useReasonWords(): (reason: string) => string {
  const { t, i18n } = useTranslation();
  return (reason) => {
    if (i18n.exists(`holdReason.${reason}`)) return t(`holdReason.${reason}`);
    if (i18n.exists(`sendReason.${reason}`)) return t(`sendReason.${reason}`);
    if (i18n.exists(`receipt.${reason}`)) return t(`receipt.${reason}`);
    return reason.replaceAll('_', ' ');
  };
}
