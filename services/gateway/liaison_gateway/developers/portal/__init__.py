"""Let engineers of partner bodies begin, look and try: the developer portal behind the pages."""
