"""Keep a station's awards in step with what the rules give: lines, holds, clawbacks, explanations."""
