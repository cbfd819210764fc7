/** What is drawn and listed over time, in this order. */
export const historyMeasures = ['sent', 'heldBack', 'attributedOrders'] as const;
