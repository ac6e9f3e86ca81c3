"""What happens, in order.  Jobs know the domain and their ports, never an adapter."""
