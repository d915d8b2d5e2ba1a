"""Keep a station's awards in step with the rules: lines, holds, clawbacks, explanations."""
