import { useTranslation } from 'react-i18next';

/** A hold reason in words. A provider's own word, which nobody could translate beforehand, stays as it is. */
export function useReasonWords(): (reason: string) => string {
  const { t, i18n } = useTranslation();
  return (reason) => {
    if (i18n.exists(`holdReason.${reason}`)) return t(`holdReason.${reason}`);
    if (i18n.exists(`receipt.${reason}`)) return t(`receipt.${reason}`);
    return reason.replaceAll('_', ' ');
  };
}
