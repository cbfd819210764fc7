import AntModal, { type ModalProps } from 'antd/es/modal';
import { useEffect, useState } from 'react';

/**
 * A dialog that gives the focus back to what opened it. Ant Design does so after its closing animation, which a dialog that is
 * taken away at once never reaches: the keyboard would begin again at the top of the page.
 */
export function Modal(props: ModalProps) {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
    },
    [opener],
  );
  return <AntModal {...props} />;
}
