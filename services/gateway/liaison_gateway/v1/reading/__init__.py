"""Answer what is read: lists, single things, registers and files of the read model."""
